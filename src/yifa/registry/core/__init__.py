"""What an item of power is made of, as plain values."""
