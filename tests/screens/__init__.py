"""Tests of the screens of the page as they are kept."""
