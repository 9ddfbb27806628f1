"""How the weights of the learned reader are made: ``python -m training.train``, then ``python -m training.export``."""
