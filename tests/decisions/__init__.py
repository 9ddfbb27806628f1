"""Tests of how judgements are applied to what the machine made."""
