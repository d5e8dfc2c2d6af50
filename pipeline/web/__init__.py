"""The web API: suggestions, decisions and vocabularies for editors' tools."""
