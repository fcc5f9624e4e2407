package awsport

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"

	"ringdown/shared/dialplan"
	"ringdown/shared/port"
)

// unpackedMax bounds what a stored dialplan may grow to: gzip packs repetition a
// thousandfold, and a function has 256 MB.
const unpackedMax = 32 << 20

// pack gives a dialplan as it is stored. One that does not fit beside its keys into an
// item is refused.
func pack(d dialplan.Dialplan) ([]byte, error) {
	body, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", port.ErrRefused, err)
	}
	if len(body) > unpackedMax {
		return nil, fmt.Errorf("%d bytes of at most %d: %w", len(body), unpackedMax, port.ErrRefused)
	}
	packed := deflated(body)
	if len(packed) > dialplan.MaxBytes {
		return nil, fmt.Errorf("%d bytes packed, of at most %d: %w", len(packed), dialplan.MaxBytes, port.ErrRefused)
	}
	return packed, nil
}

func deflated(body []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(body) // into memory: cannot fail
	_ = w.Close()
	return b.Bytes()
}

// inflated is the other way; what is longer than anything that was packed is cut, and no JSON then.
func inflated(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, unpackedMax))
}

func unpack(packed []byte) (dialplan.Dialplan, error) {
	var d dialplan.Dialplan
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err == nil {
		err = json.NewDecoder(io.LimitReader(r, unpackedMax)).Decode(&d)
	}
	if err != nil {
		return dialplan.Dialplan{}, fmt.Errorf("unpack a stored dialplan: %w", err)
	}
	return d, nil
}
