"""Tests of the stories stage."""
