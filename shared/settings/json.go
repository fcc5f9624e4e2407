package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"ringdown/shared/problem"
	"ringdown/shared/resource"
)

// MaxDepth bounds how deep JSON nests: the deepest setting lies nine levels down, a flow document
// fifteen.
const MaxDepth = 32

// jsonDocument reads JSON into the node that the decoder takes, so that a setting has one decoder
// whatever it was written in. The YAML reader is not used for it: it refuses legal JSON (a pair of
// surrogates, an escaped slash) and takes what is none (a trailing comma, single quotes).
func jsonDocument(text []byte) (*yaml.Node, *problem.Problem) {
	if len(text) > MaxFileBytes {
		return nil, whole(0, "the body has %d bytes, %d are read: send less at once", len(text), MaxFileBytes)
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	n, err := jsonNode(dec, 0)
	if err == nil {
		if _, after := dec.Token(); !errors.Is(after, io.EOF) {
			err = errors.New("something follows the end of the value")
		}
	}
	if err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("it ends too soon")
		}
		return nil, whole(0, "the body is no JSON at byte %d: %s: send one JSON object", dec.InputOffset(), strings.TrimPrefix(err.Error(), "json: "))
	}
	return n, nil
}

func jsonNode(dec *json.Decoder, depth int) (*yaml.Node, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		if depth == MaxDepth {
			return nil, fmt.Errorf("it nests deeper than %d levels", MaxDepth)
		}
		return jsonGroup(dec, t, depth+1)
	case string:
		return scalarNode("!!str", t), nil
	case json.Number:
		if strings.ContainsAny(t.String(), ".eE") {
			return scalarNode("!!float", t.String()), nil
		}
		return scalarNode("!!int", t.String()), nil
	case bool:
		return scalarNode("!!bool", fmt.Sprint(t)), nil
	}
	return scalarNode("!!null", "null"), nil
}

// jsonGroup reads what follows an opening bracket. A key that stands twice stays twice: the decoder
// says so.
func jsonGroup(dec *json.Decoder, open json.Delim, depth int) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	if open == '{' {
		n = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	}
	for dec.More() {
		item, err := jsonNode(dec, depth)
		if err != nil {
			return nil, err
		}
		n.Content = append(n.Content, item)
	}
	_, err := dec.Token() // the closing bracket
	return n, err
}

func scalarNode(tag, value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
}

// rawJSON writes a node as JSON, for what settings keep as it came: a flow document.
func rawJSON(n *yaml.Node) json.RawMessage {
	var b bytes.Buffer
	writeJSON(&b, n)
	return b.Bytes()
}

func writeJSON(b *bytes.Buffer, n *yaml.Node) {
	open, end := byte('['), byte(']')
	switch n.Kind {
	case yaml.MappingNode:
		open, end = '{', '}'
	case yaml.SequenceNode:
	default:
		writeScalar(b, n)
		return
	}
	b.WriteByte(open)
	for i, item := range n.Content {
		switch {
		case open == '{' && i%2 == 1:
			b.WriteByte(':')
		case i > 0:
			b.WriteByte(',')
		}
		if open == '{' && i%2 == 0 {
			writeText(b, item.Value)
			continue
		}
		writeJSON(b, item)
	}
	b.WriteByte(end)
}

// writeScalar keeps numbers, truth and nothing as they are where JSON has the same spelling; all
// else is text.
func writeScalar(b *bytes.Buffer, n *yaml.Node) {
	switch n.ShortTag() {
	case "!!int", "!!float", "!!bool", "!!null":
		if json.Valid([]byte(n.Value)) {
			b.WriteString(n.Value)
			return
		}
	}
	writeText(b, n.Value)
}

func writeText(b *bytes.Buffer, text string) {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // into memory: cannot fail
	b.Truncate(b.Len() - 1)
}

// storedBody is a resource's value in the one form in which it is stored. A list that was left out
// is left out there too: nobody could send the null back. What is inside a flow document is its
// author's.
func storedBody(v any) json.RawMessage {
	body := bodyOf(v)
	if isFlow(v) || !bytes.Contains(body, []byte("null")) {
		return body
	}
	root, unread := jsonDocument(body)
	if unread != nil {
		return body
	}
	dropNulls(root)
	return rawJSON(root)
}

func isFlow(v any) bool {
	switch v.(type) {
	case FlowDocument, *FlowDocument:
		return true
	}
	return false
}

// dropNulls takes members that are nothing out of every object.
func dropNulls(n *yaml.Node) {
	if n.Kind == yaml.MappingNode {
		kept := n.Content[:0]
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !isNull(n.Content[i+1]) {
				kept = append(kept, n.Content[i], n.Content[i+1])
			}
		}
		n.Content = kept
	}
	for _, item := range n.Content {
		dropNulls(item)
	}
}

// bodyOf writes a value in the one form in which resources are stored.
func bodyOf(v any) json.RawMessage {
	body, err := resource.JSON(v)
	if err != nil {
		return nil // the types of settings all encode; a test writes each
	}
	return body
}
