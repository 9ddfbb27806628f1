"""Copies and lifts among very many reports: an index over sampled word runs that grows report by report."""
