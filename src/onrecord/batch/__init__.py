"""The same work over Parquet, in parts: on the processors of this machine or on a Ray cluster, restartable."""
