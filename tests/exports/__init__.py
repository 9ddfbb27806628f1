"""Tests of the exports stage."""
