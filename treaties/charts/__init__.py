"""Pictures of numbers: each module turns counts into a layout, and a template draws it as SVG."""
