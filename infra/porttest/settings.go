package porttest

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

// Desk is an empty store of settings, and the dialplans that it publishes to.
type Desk struct {
	Settings  port.Settings
	Dialplans port.Dialplans
}

// Settings is the suite of the port of the same name. Open gives an empty store.
func Settings(t *testing.T, open func(t *testing.T) Desk) {
	t.Run("an empty store", func(t *testing.T) { settingsEmpty(t, open(t)) })
	t.Run("what is saved is read", func(t *testing.T) { settingsRead(t, open(t)) })
	t.Run("versions stay", func(t *testing.T) { settingsVersions(t, open(t)) })
	t.Run("one of many writers wins", func(t *testing.T) { settingsRace(t, open(t)) })
	t.Run("all or nothing", func(t *testing.T) { settingsAllOrNothing(t, open(t)) })
	t.Run("lines", func(t *testing.T) { settingsLines(t, open(t)) })
	t.Run("numbers change hands in one save", func(t *testing.T) { settingsHandOver(t, open(t)) })
	t.Run("behind", func(t *testing.T) { settingsBehind(t, open(t)) })
	t.Run("records", func(t *testing.T) { settingsRecords(t, open(t)) })
	t.Run("once", func(t *testing.T) { settingsOnce(t, open(t)) })
	t.Run("proofs", func(t *testing.T) { settingsProofs(t, open(t)) })
	t.Run("too much", func(t *testing.T) { settingsTooMuch(t, open(t)) })
	t.Run("cancelled", func(t *testing.T) { settingsCancelled(t, open(t)) })
}

// sampleSave is a save after an epoch that writes one version of users/ann.
func sampleSave(epoch, version int, publish ...port.Publication) port.Save {
	ref := resource.Ref{Kind: resource.Users, ID: "ann"}
	record, chain := resource.Link{Month: "2026-03", Number: epoch}.Follow(resource.Record{At: midnight, Who: "admin", Did: "changed", What: []resource.Ref{ref}})
	body, _ := resource.JSON(map[string]string{"id": "ann", "name": name("Ann the %dth & <b>, %s", version, strings.Repeat("of her line ", 200))})
	return port.Save{
		Epoch: epoch, Head: resource.Head{Epoch: epoch + 1, Chain: chain}, Record: record, Publish: publish,
		Changed: []resource.Resource{{Ref: ref, Version: version, Body: body, By: "admin", At: midnight, Epoch: epoch + 1}},
	}
}

func publication(line string, follows int, number e164.Number, had ...e164.Number) port.Publication {
	d := Plan(line, follows+1, number)
	return port.Publication{Line: line, Follows: follows, Numbers: had, Dialplan: &d, Digest: name("digest %d", follows+1)}
}

func settingsEmpty(t *testing.T, d Desk) {
	got, err := d.Settings.Snapshot(t.Context())
	wantError(t, "read an empty store", err, nil)
	wantSame(t, "an empty store", got, resource.Snapshot{})
	versions, err := d.Settings.Versions(t.Context(), resource.Ref{Kind: resource.Users, ID: "ann"}, 10, 10)
	if err != nil || len(versions) != 0 {
		t.Errorf("versions of nothing: %v, %v", versions, err)
	}
	_, err = d.Settings.Answered(t.Context(), "nobody")
	wantError(t, "an answer that was never given", err, port.ErrNotFound)
	wantError(t, "catch up with nothing", d.Settings.CatchUp(t.Context(), 1), port.ErrConflict)
}

func settingsRead(t *testing.T, d Desk) {
	save := sampleSave(0, 1)
	save.Changed = append(save.Changed, resource.Resource{Ref: resource.Ref{Kind: resource.Account, ID: resource.AccountID}, Version: 1, Body: json.RawMessage(`{"language":"de-DE"}`), By: "admin", At: midnight, Epoch: 1})
	must(t, "save", d.Settings.Save(t.Context(), save))
	got, err := d.Settings.Snapshot(t.Context())
	wantError(t, "read", err, nil)
	wantSame(t, "the snapshot", got, resource.Snapshot{Head: save.Head, Resources: []resource.Resource{save.Changed[1], save.Changed[0]}})
	if r, ok := got.Find(save.Changed[0].Ref); !ok || r.Version != 1 || string(r.Body) != string(save.Changed[0].Body) {
		t.Errorf("users/ann is %+v, %v", r, ok)
	}
}

func settingsVersions(t *testing.T, d Desk) {
	ref := resource.Ref{Kind: resource.Users, ID: "ann"}
	var saves []port.Save
	for i := range 3 {
		saves = append(saves, sampleSave(i, i+1))
	}
	saves[2].Changed[0].Body = nil // deleted
	for _, s := range saves {
		must(t, "save", d.Settings.Save(t.Context(), s))
	}
	got, err := d.Settings.Versions(t.Context(), ref, 100, 2)
	wantError(t, "list versions", err, nil)
	wantSame(t, "the newest two", got, []resource.Resource{saves[2].Changed[0], saves[1].Changed[0]})
	got, err = d.Settings.Versions(t.Context(), ref, 2, 10)
	wantError(t, "list older versions", err, nil)
	wantSame(t, "those before the second", got, []resource.Resource{saves[0].Changed[0]})
	now, err := d.Settings.Snapshot(t.Context())
	if r, ok := now.Find(ref); err != nil || !ok || !r.Deleted() || r.Version != 3 {
		t.Errorf("the deleted one is %+v, %v, %v", r, ok, err)
	}
}

func settingsRace(t *testing.T, d Desk) {
	must(t, "save", d.Settings.Save(t.Context(), sampleSave(0, 1)))
	wantOneWinner(t, race(racers, func(int) error { return d.Settings.Save(t.Context(), sampleSave(1, 2)) }), port.ErrConflict)
	wantError(t, "a save behind the head", d.Settings.Save(t.Context(), sampleSave(1, 2)), port.ErrConflict)
	wantError(t, "a save before the head", d.Settings.Save(t.Context(), sampleSave(7, 2)), port.ErrConflict)
}

func settingsAllOrNothing(t *testing.T, d Desk) {
	must(t, "publish another line", d.Dialplans.Publish(t.Context(), Plan("b", 1, secondNumber)))
	for what, tc := range map[string]struct {
		p    port.Publication
		want error
	}{
		"a version that is not next": {publication("a", 3, firstNumber), port.ErrConflict},
		"another line's number":      {publication("a", 0, secondNumber), port.ErrRefused},
		"a line that does not exist": {port.Publication{Line: "c", Follows: 1, Numbers: []e164.Number{firstNumber}}, port.ErrConflict},
		"a number it never had":      {publication("b", 1, secondNumber, firstNumber), port.ErrConflict},
		"a dialplan that is too large": {func() port.Publication {
			p := publication("a", 0, firstNumber)
			large := planOfSize("a", 1, firstNumber, 400_000)
			p.Dialplan = &large
			return p
		}(), port.ErrRefused},
	} {
		wantError(t, what, d.Settings.Save(t.Context(), sampleSave(0, 1, tc.p)), tc.want)
		got, err := d.Settings.Snapshot(t.Context())
		wantError(t, what, err, nil)
		wantSame(t, what+": the settings", got, resource.Snapshot{})
		records, err := d.Settings.Records(t.Context(), "2026-03", 0, 10)
		if err != nil || len(records) > 0 {
			t.Errorf("%s: %d audit records, %v", what, len(records), err)
		}
	}
}

func settingsLines(t *testing.T, d Desk) {
	must(t, "save", d.Settings.Save(t.Context(), sampleSave(0, 1, publication("a", 0, firstNumber))))
	wantCurrent(t, d.Dialplans, firstNumber, "a", 1)
	lines, err := d.Settings.Lines(t.Context())
	wantError(t, "lines", err, nil)
	wantSame(t, "lines", lines, []port.LineVersion{{Line: "a", Version: 1, Numbers: []e164.Number{firstNumber}, Digest: "digest 1"}})
	must(t, "another number", d.Settings.Save(t.Context(), sampleSave(1, 2, publication("a", 1, secondNumber, firstNumber))))
	wantCurrent(t, d.Dialplans, firstNumber, "", 0)
	wantCurrent(t, d.Dialplans, secondNumber, "a", 2)
	must(t, "withdraw", d.Settings.Save(t.Context(), sampleSave(2, 3, port.Publication{Line: "a", Follows: 2, Numbers: []e164.Number{secondNumber}})))
	wantCurrent(t, d.Dialplans, secondNumber, "", 0)
	must(t, "bring it back", d.Settings.Save(t.Context(), sampleSave(3, 4, publication("a", 2, firstNumber))))
	wantCurrent(t, d.Dialplans, firstNumber, "a", 3)
	wantVersion(t, d.Dialplans, Plan("a", 1, firstNumber))
}

func settingsHandOver(t *testing.T, d Desk) {
	must(t, "save", d.Settings.Save(t.Context(), sampleSave(0, 1, publication("a", 0, firstNumber), publication("b", 0, secondNumber))))
	a, b := publication("a", 1, secondNumber, firstNumber), publication("b", 1, firstNumber, secondNumber)
	a.From, b.From = map[e164.Number]string{secondNumber: "b"}, map[e164.Number]string{firstNumber: "a"}
	must(t, "exchange", d.Settings.Save(t.Context(), sampleSave(1, 2, a, b)))
	wantCurrent(t, d.Dialplans, firstNumber, "b", 2)
	wantCurrent(t, d.Dialplans, secondNumber, "a", 2)
}

func settingsBehind(t *testing.T, d Desk) {
	save := sampleSave(0, 1)
	save.Head.Behind = true
	must(t, "save", d.Settings.Save(t.Context(), save))
	p := publication("a", 0, firstNumber)
	wantError(t, "publish as of an epoch that is not", d.Settings.PublishLine(t.Context(), 2, p), port.ErrConflict)
	wantOneWinner(t, race(racers, func(int) error { return d.Settings.PublishLine(t.Context(), 1, p) }), port.ErrConflict)
	wantCurrent(t, d.Dialplans, firstNumber, "a", 1)
	wantError(t, "catch up with another epoch", d.Settings.CatchUp(t.Context(), 2), port.ErrConflict)
	now, err := d.Settings.Snapshot(t.Context())
	if err != nil || !now.Head.Behind {
		t.Errorf("the head is %+v, %v", now.Head, err)
	}
	must(t, "catch up", d.Settings.CatchUp(t.Context(), 1))
	now, err = d.Settings.Snapshot(t.Context())
	if save.Head.Behind = false; err != nil || now.Head != save.Head {
		t.Errorf("the head is %+v, %v, want %+v", now.Head, err, save.Head)
	}
}

func settingsRecords(t *testing.T, d Desk) {
	var want []resource.Record
	for i := range 3 {
		save := sampleSave(i, i+1)
		want = append(want, save.Record)
		must(t, "save", d.Settings.Save(t.Context(), save))
	}
	got, err := d.Settings.Records(t.Context(), "2026-03", 0, 2)
	wantError(t, "records", err, nil)
	wantSame(t, "the first two", got, want[:2])
	got, err = d.Settings.Records(t.Context(), "2026-03", want[1].Number, 10)
	wantError(t, "records", err, nil)
	wantSame(t, "those after the second", got, want[2:])
	got, err = d.Settings.Records(t.Context(), "2026-04", 0, 10)
	if err != nil || len(got) > 0 {
		t.Errorf("another month has %d, %v", len(got), err)
	}
}

func settingsOnce(t *testing.T, d Desk) {
	save := sampleSave(0, 1)
	save.Once = &port.Once{Key: "k", Request: "r", Answer: []byte(`{"a":1}`), Until: midnight.Add(24 * time.Hour)}
	must(t, "save", d.Settings.Save(t.Context(), save))
	got, err := d.Settings.Answered(t.Context(), "k")
	if err != nil || got.Request != "r" || string(got.Answer) != `{"a":1}` {
		t.Errorf("answered %+v, %v", got, err)
	}
	again := sampleSave(1, 2)
	again.Once = save.Once
	wantError(t, "the same name again", d.Settings.Save(t.Context(), again), port.ErrConflict)
	if now, err := d.Settings.Snapshot(t.Context()); err != nil || now.Head.Epoch != 1 {
		t.Errorf("the head is %+v, %v", now.Head, err)
	}
}

func settingsTooMuch(t *testing.T, d Desk) {
	save := sampleSave(0, 1)
	for i := range port.MaxSaveWrites / 2 {
		save.Changed = append(save.Changed, resource.Resource{Ref: resource.Ref{Kind: resource.Users, ID: name("u%d", i)}, Version: 1, Body: json.RawMessage(`{}`), At: midnight, Epoch: 1})
	}
	wantError(t, "a save that is too large", d.Settings.Save(t.Context(), save), port.ErrRefused)
}

func settingsCancelled(t *testing.T, d Desk) {
	must(t, "save", d.Settings.Save(t.Context(), sampleSave(0, 1)))
	ctx := cancelled()
	_, snapshot := d.Settings.Snapshot(ctx)
	_, lines := d.Settings.Lines(ctx)
	_, versions := d.Settings.Versions(ctx, resource.Ref{}, 1, 1)
	_, records := d.Settings.Records(ctx, "2026-03", 0, 1)
	_, answered := d.Settings.Answered(ctx, "k")
	for what, err := range map[string]error{
		"snapshot": snapshot, "lines": lines, "versions": versions, "records": records, "answered": answered,
		"save": d.Settings.Save(ctx, sampleSave(1, 2)), "publish": d.Settings.PublishLine(ctx, 1, publication("a", 0, firstNumber)), "catch up": d.Settings.CatchUp(ctx, 1),
	} {
		if err == nil || errors.Is(err, port.ErrConflict) {
			t.Errorf("%s with a cancelled context: %v", what, err)
		}
	}
	if now, err := d.Settings.Snapshot(t.Context()); err != nil || now.Head.Epoch != 1 {
		t.Errorf("the head is %+v, %v", now.Head, err)
	}
}
