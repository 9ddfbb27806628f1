"""One file a screen: pure functions from entries and relations to the page that every surface shows."""
