"""Numbers in, numbers out: the computations behind the chapters. Nothing here reads a file or draws
a picture."""
