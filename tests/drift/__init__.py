"""The world of the drift suite: real applications, chores a person does in them, and drifts that change them."""
