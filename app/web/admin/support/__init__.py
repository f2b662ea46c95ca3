"""The support desk: claims of missing points and questions, and their answers."""
