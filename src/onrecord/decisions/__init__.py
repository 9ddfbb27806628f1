"""What people decided, applied to what the machine made: by the words and reports that were judged, never by guess."""
