"""Pages about members: the list, one member, what is given by hand."""
