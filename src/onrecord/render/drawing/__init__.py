"""Drawings as SVG: made of plain values, with no style of their own, readable in any colours and without them.

Every shape takes the colour of the text around it (``currentColor``); kinds are told apart by shape, line pattern and
words. A drawing is as wide as its ``viewBox`` allows and no label leaves it.
"""
