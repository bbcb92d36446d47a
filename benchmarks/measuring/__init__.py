"""What benchmarks are made of: a place in a folder of its own, clients, processor time, dockets by the million."""
