"""SKOS files through rdflib: parsed, read, edited, written. Imported only where a file must be."""
