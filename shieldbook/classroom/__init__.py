"""A text of a class's own: a folder to code it in, and a report of what the class found."""
