"""Pure rules of codes and places: what a code means, whether it can be right, where a point lies."""
