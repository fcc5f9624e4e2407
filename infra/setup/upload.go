package setup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"ringdown/infra/stack/public"
	"ringdown/shared/routes"
	"ringdown/shared/vonage"
)

// Files keeps the files of the public bucket.
type Files interface {
	// File reads one. ErrNoFile.
	File(ctx context.Context, key string) (public.File, error)
	PutFile(ctx context.Context, f public.File) error
}

// ErrNoFile means that nothing lies under the key.
var ErrNoFile = errors.New("there is no such file")

// Callbacks makes the addresses of a deployment, with the key it keeps.
func Callbacks(ctx context.Context, o Outputs, s Secrets) (vonage.Callbacks, error) {
	key, err := s.Secret(ctx, routes.CallbackKeyName)
	if err != nil {
		return vonage.Callbacks{}, fmt.Errorf("read the callback key: %w", err)
	}
	return vonage.Callbacks{BaseURL: o.BaseURL(), AssetsURL: o.AssetsURL, Key: key, Deployment: o.Deployment}, nil
}

// Upload puts the fallback document and the music where the provider fetches them, and the console where people do, saying each
// file. What is there already and the same is left.
func Upload(ctx context.Context, files Files, o Outputs, c vonage.Callbacks, dryRun bool, say io.Writer) error {
	wanted, err := public.Files(c)
	if err != nil {
		return err
	}
	if len(o.ConsoleConfig) > 0 {
		console, err := public.Console(o.ConsoleConfig)
		if err != nil {
			return err
		}
		wanted = append(wanted, console...)
	}
	for _, f := range wanted {
		there, err := files.File(ctx, f.Key)
		if err != nil && !errors.Is(err, ErrNoFile) {
			return err
		}
		if err == nil && there.ContentType == f.ContentType && there.CacheControl == f.CacheControl && bytes.Equal(there.Body, f.Body) {
			fmt.Fprintf(say, "%s: as it should be\n", f.Key)
			continue
		}
		word := "would be uploaded"
		if !dryRun {
			word = "uploaded"
			if err := files.PutFile(ctx, f); err != nil {
				return err
			}
		}
		fmt.Fprintf(say, "%s: %s (%d bytes)\n", f.Key, word, len(f.Body))
	}
	return nil
}

// fileOf gives one of the files.
func fileOf(files []public.File, key string) (public.File, bool) {
	i := slices.IndexFunc(files, func(f public.File) bool { return f.Key == key })
	if i < 0 {
		return public.File{}, false
	}
	return files[i], true
}
