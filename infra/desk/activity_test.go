package desk

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"ringdown/shared/access"
)

// TestWhatHappenedIsReadThroughTheAPI: a call of the desk is in the list, with its timeline, and in a
// file that is fetched in parts.
func TestWhatHappenedIsReadThroughTheAPI(t *testing.T) {
	c, end := serving(t, options(t, settingsText))
	defer end()
	about, err := c.About(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	followed(t, c, Order{To: about.Lines[0].Line, Script: "caller: at tone speak 8s; 9s after tone press hash"})
	editor, viewer := asked(t, c, access.Editor), asked(t, c, access.Viewer)
	var list struct {
		Items []struct{ ID, Caller, Outcome string }
	}
	_, text := editor.ask(http.StatusOK, "GET", "/calls?zone=Europe%2FBerlin", "")
	if err := json.Unmarshal(text, &list); err != nil || len(list.Items) != 1 || list.Items[0].Outcome == "" {
		t.Fatalf("%s, %v", text, err)
	}
	call := list.Items[0]
	if _, text = editor.ask(http.StatusOK, "GET", "/calls/"+call.ID, ""); !strings.Contains(string(text), "A message of the caller was recorded") {
		t.Errorf("the timeline of %s", text)
	}
	if _, text = viewer.ask(http.StatusOK, "GET", "/calls/"+call.ID, ""); call.Caller == "" || strings.Contains(string(text), call.Caller) {
		t.Errorf("a viewer sees %s", text)
	}
	editor.ask(http.StatusOK, "POST", "/voicemails/"+call.ID+"-m1/heard", "")
	asked(t, c, access.Responder).ask(http.StatusForbidden, "GET", "/calls", "")
	var file struct{ URL string }
	_, text = editor.ask(http.StatusOK, "GET", "/voicemails/"+call.ID+"-m1/audio", "")
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if status, part := partOf(t, file.URL, "bytes=0-1"); status != http.StatusPartialContent || len(part) != 2 {
		t.Errorf("a part of the message: %d %q", status, part)
	}
	_, text = editor.ask(http.StatusCreated, "POST", "/exports", `{"format":"csv"}`)
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if status, part := partOf(t, file.URL, "bytes=3-9"); status != http.StatusPartialContent || part != "Arrived" {
		t.Errorf("a part of the file: %d %q", status, part)
	}
}

// partOf fetches a part of what an address plays, as a player does that goes on in the middle.
func partOf(t *testing.T, address, part string) (status int, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("range", part)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}
