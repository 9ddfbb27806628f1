"""Tests of the views stage."""
