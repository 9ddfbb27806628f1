"""The learned reader: pieces, windows, decoding, weights, and the rules beside it."""
