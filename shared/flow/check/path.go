package check

// join appends a name to a path such as Actions[3].Parameters.
func join(path, name string) string {
	if path == "" || name == "" {
		return path + name
	}
	return path + "." + name
}
