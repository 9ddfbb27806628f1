"""The demo dossier: invented reports on an invented negotiation (made by scripts/make_demo.py)."""
