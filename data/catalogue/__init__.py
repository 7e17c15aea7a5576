"""The city's rule book (办法): YAML texts, their models, and the loader."""
