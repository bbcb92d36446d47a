"""What staffing decides: plain values in, plain values out."""
