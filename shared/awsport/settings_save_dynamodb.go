package awsport

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

// Save writes all of a save or nothing, in one transaction.
func (s *Settings) Save(ctx context.Context, save port.Save) error {
	attempt := fmt.Sprintf("save epoch %d of the settings", save.Head.Epoch)
	if save.Writes() > port.MaxSaveWrites {
		return fmt.Errorf("%s: %d writes of at most %d: %w", attempt, save.Writes(), port.MaxSaveWrites, port.ErrRefused)
	}
	w := writing{Settings: s}
	err := w.head(save.Epoch, save.Head)
	if err == nil {
		err = w.resources(save.Changed)
	}
	if err == nil && save.Record.Number > 0 {
		err = w.record(save.Record)
	}
	if err == nil {
		w.once(save.Once)
		err = w.lines(save.Publish)
	}
	if err == nil {
		err = s.transactAll(ctx, w.writes, w.takesNumber)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", attempt, err)
	}
	return nil
}

// PublishLine publishes one line as of an epoch.
func (s *Settings) PublishLine(ctx context.Context, epoch int, p port.Publication) error {
	w := writing{Settings: s}
	w.writes = append(w.writes, types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &s.table, Key: headKey(), ConditionExpression: aws.String("#epoch = :epoch"),
		ExpressionAttributeNames: map[string]string{"#epoch": headEpoch}, ExpressionAttributeValues: item{":epoch": num(int64(epoch))},
	}})
	err := w.lines([]port.Publication{p})
	if err == nil {
		err = s.transactAll(ctx, w.writes, w.takesNumber)
	}
	if err != nil {
		return fmt.Errorf("publish line %s as of epoch %d: %w", p.Line, epoch, err)
	}
	return nil
}

// writing gathers the writes of one transaction.
type writing struct {
	*Settings
	writes  []types.TransactWriteItem
	numbers []int // places of the writes that take a number
}

func (w *writing) takesNumber(write int) bool { return slices.Contains(w.numbers, write) }

func (w *writing) add(key, attributes item, condition string, values item, names map[string]string) {
	put := w.put(key, attributes, condition, values)
	put.Put.ExpressionAttributeNames = names
	w.writes = append(w.writes, put)
}

const isNew = "attribute_not_exists(pk)"

func (w *writing) head(follows int, h resource.Head) error {
	chain, err := json.Marshal(h.Chain)
	if err != nil {
		return err
	}
	if h.Epoch != follows+1 {
		return fmt.Errorf("epoch %d does not follow %d: %w", h.Epoch, follows, port.ErrConflict)
	}
	attributes := item{headEpoch: num(int64(h.Epoch)), headBehind: num(0), headChain: str(string(chain))}
	if h.Behind {
		attributes[headBehind] = num(1)
	}
	if follows == 0 {
		w.add(headKey(), attributes, isNew, nil, nil)
		return nil
	}
	w.add(headKey(), attributes, "#epoch = :follows", item{":follows": num(int64(follows))}, map[string]string{"#epoch": headEpoch})
	return nil
}

// resources writes each resource as the latest and as a version that stays. The head's condition
// holds for them too, so they need none but that no version is written twice.
func (w *writing) resources(all []resource.Resource) error {
	for _, r := range all {
		body, err := resourceItem(r)
		if err != nil {
			return err
		}
		latest := resourceKey(r.Ref)
		maps.Copy(latest, body)
		w.writes = append(w.writes, types.TransactWriteItem{Put: &types.Put{TableName: &w.table, Item: latest}})
		w.add(resourceVersionKey(r.Ref, r.Version), body, isNew, nil, nil)
	}
	return nil
}

func (w *writing) record(r resource.Record) error {
	text, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("audit record %d: %w: %w", r.Number, port.ErrRefused, err)
	}
	w.add(recordKey(r.Month, r.Number), item{recordValue: str(string(text))}, isNew, nil, nil)
	return nil
}

func (w *writing) once(o *port.Once) {
	if o == nil {
		return
	}
	w.add(onceKey(o.Key), item{onceRequest: str(o.Request), onceAnswer: str(string(o.Answer)), onceUntil: num(o.Until.Unix())}, isNew, nil, nil)
}

// lines writes publications: the line's own item, the version, and its numbers. A number that moves
// from one line to another is one write, of the line that takes it.
func (w *writing) lines(all []port.Publication) error {
	taken := map[e164.Number]bool{}
	for _, p := range all {
		if p.Dialplan != nil {
			for _, n := range p.Dialplan.Numbers() {
				taken[n] = true
			}
		}
	}
	for _, p := range all {
		if err := w.line(p); err != nil {
			return err
		}
		for _, n := range p.Numbers {
			if !taken[n] {
				w.writes = append(w.writes, w.giveUp(n, p.Line))
			}
		}
	}
	return nil
}

func (w *writing) line(p port.Publication) error {
	condition, values, names := isNew, item(nil), map[string]string(nil)
	if p.Follows > 0 {
		condition, values, names = "#version = :follows", item{":follows": num(int64(p.Follows))}, map[string]string{"#version": planVersion}
	}
	if p.Dialplan == nil {
		w.add(lineKey(p.Line), item{planVersion: num(int64(p.Follows))}, condition, values, names)
		return nil
	}
	packed, err := pack(*p.Dialplan)
	if err != nil {
		return fmt.Errorf("dialplan %d of line %s: %w", p.Dialplan.Version, p.Line, err)
	}
	version, body := num(int64(p.Dialplan.Version)), &types.AttributeValueMemberB{Value: packed}
	current := numbersItem(version, p.Dialplan.Numbers())
	current[planDigest] = str(p.Digest)
	w.add(lineKey(p.Line), current, condition, values, names)
	w.add(versionKey(p.Line, p.Dialplan.Version), item{planBody: body}, isNew, nil, nil)
	for _, n := range p.Dialplan.Numbers() {
		condition, values := isNew+" OR #line = :line", item{":line": str(p.Line)}
		if from := p.From[n]; from != "" {
			condition, values[":from"] = condition+" OR #line = :from", str(from)
		}
		w.numbers = append(w.numbers, len(w.writes))
		w.add(numberKey(n), item{planBody: body, planLine: str(p.Line), planVersion: version}, condition, values, map[string]string{"#line": planLine})
	}
	return nil
}
