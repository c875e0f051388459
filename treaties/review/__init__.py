"""What somebody proposes to change in the record, and what people decide about it."""
