// Package testdata is what tests and the developer command share: settings, flows, whole calls.
//
// It is embedded, so that the command plays its default call from any folder. The option not taken
// was a path from the module's root, which holds only for whoever stands there. To share another
// folder, name it below.
package testdata

import "embed"

// Files holds config, calls and flows under these names.
//
//go:embed config calls flows
var Files embed.FS
