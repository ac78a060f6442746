"""Small applications that ship with eyehand, to try it on."""
