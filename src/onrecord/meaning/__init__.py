"""What words mean, as numbers: a small sentence encoder that every stage between reports may ask."""
