"""The screens of the page: what each shows, put together as items that are kept and asked for a few at a time."""
