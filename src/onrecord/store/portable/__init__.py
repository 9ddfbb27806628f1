"""A whole record as lines of JSON that any other record can be made from: what ``onrecord export record`` writes.

``carried`` says which tables and columns are in it, ``values`` how a row is written, ``lines`` how lines are,
``giving`` takes a record out and ``taking`` puts one in. The format is described in docs/backup.md.
"""
