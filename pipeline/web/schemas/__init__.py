"""What requests and answers of the native API look like, a module a topic."""
