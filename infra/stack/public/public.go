// Package public is what lies in the public bucket: the document the provider falls
// back to when we cannot be reached, and the music.
//
// The document's record action needs a callback URL, and so a token made with the
// callback key, which the stack makes and nobody sees. Putting it in at synthesis would
// put the key's work into the template; a custom resource would be one more function
// with that key. So it is uploaded after each deployment by whoever deployed, who can
// read the key. The token is public from then on: it lets anybody put a message into
// the queue for the call "fallback". The consumer wants the provider's signature beside
// it, believes of it only what the provider confirms, and takes no token of an earlier
// deployment.
//
// It is apart from the stack so that the deploy command does not link the CDK. To serve
// another file, add it to Files.
package public

import (
	"encoding/json"
	"fmt"

	"ringdown/infra/audio/files"
	"ringdown/shared/call"
	"ringdown/shared/routes"
	"ringdown/shared/vonage"
)

// File is one object of the bucket.
type File struct {
	Key, ContentType, CacheControl string
	Body                           []byte
}

// The ages CloudFront and the provider may keep copies to, in seconds. A change of the
// document has to be in force soon after a deployment; the music hardly ever changes.
const (
	fallbackAge = "public, max-age=60"
	assetsAge   = "public, max-age=86400"
)

// Files lists the objects, with every URL made by the callbacks of the deployment.
func Files(c vonage.Callbacks) ([]File, error) {
	script := call.Fallback(vonage.FallbackCall).Resolve(c.URL)
	if err := script.Validate(); err != nil {
		return nil, fmt.Errorf("make the fallback document: %w", err)
	}
	document, err := json.MarshalIndent(script, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("make the fallback document: %w", err)
	}
	out := []File{{Key: routes.FallbackKey, ContentType: "application/json", CacheControl: fallbackAge, Body: document}}
	for _, name := range files.Names() {
		audio, err := files.Read(name)
		if err != nil {
			return nil, fmt.Errorf("read the audio %s: %w", name, err)
		}
		out = append(out, File{Key: routes.AssetsPrefix + name, ContentType: "audio/mpeg", CacheControl: assetsAge, Body: audio})
	}
	return out, nil
}
