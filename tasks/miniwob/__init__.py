"""MiniWoB++: its tasks, and the stage that each of them takes place on."""
