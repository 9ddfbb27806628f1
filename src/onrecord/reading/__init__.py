"""Reading one report: who acts, what is said by whom, when, how much, what happened, what is demanded.

One file per thing read. ``read`` puts them in their order; a reading depends on its report alone.
"""
