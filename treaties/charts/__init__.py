"""Pictures: numbers in, an SVG layout out."""
