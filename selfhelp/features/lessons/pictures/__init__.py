"""What somebody has written, drawn: a sentence, the drawing and its table. One module for each way of seeing it."""
