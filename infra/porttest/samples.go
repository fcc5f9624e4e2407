package porttest

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
)

func isConflict(err error) bool { return errors.Is(err, port.ErrConflict) }

// plainCall is the first version of a call that arrived.
func plainCall(id, lineID string, arrived time.Time) call.Call {
	return call.Call{
		ID: id, Line: lineID, Dialplan: 1, Version: 1, Called: "+14155550100", Arrived: arrived,
		Caller: call.Caller{Leg: "leg-of-" + id, Number: "+14155550123"},
	}
}

// RichCall is a call in which every field of every part is set, whatever fields there
// are: lists and maps have three entries, so it has three legs.
func RichCall(id string) call.Call {
	var c call.Call
	fill(reflect.ValueOf(&c).Elem(), "")
	c.ID, c.Version = id, 1
	return c
}

// fill gives a value, and all within it, something other than its zero.
func fill(v reflect.Value, path string) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(midnight.Add(time.Duration(len(path)) * 1_234_567_891)))
		return
	case e164.Number:
		v.SetString("+14155550123")
		return
	case ncco.Script:
		v.Set(reflect.ValueOf(ncco.Script{
			ncco.Talk{Text: "Grüße & <willkommen>", Language: "de-DE", Style: 2, BargeIn: true},
			ncco.Input{MaxDigits: 1, TimeOutSeconds: 5, EventURL: "input/call/caller/3"},
		}))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), path+"/"+v.Type().Field(i).Name)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), path)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range 3 {
			fill(v.Index(i), name("%s/%d", path, i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for i := range 3 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(key, name("%d", i))
			fill(value, name("%s/%d", path, i))
			v.SetMapIndex(key, value)
		}
	case reflect.String:
		v.SetString("ü" + path)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(1 + len(path)%5))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(1 + len(path)%5))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(0.25 + float64(len(path)%5))
	default:
		panic(fmt.Sprintf("porttest: a call has a %s at %s; teach fill to make one", v.Type(), path))
	}
}

// Plan is a small dialplan of a line.
func Plan(lineID string, version int, number e164.Number) dialplan.Dialplan {
	return dialplan.Dialplan{
		Line: lineID, Description: name("%s as of version %d", lineID, version), Number: number, Enabled: true, Version: version, Language: "en-US",
		Flow:  flow.Flow{Version: "2019-10-30", StartAction: "End", Actions: []flow.Action{{Identifier: "End", Type: "DisconnectParticipant"}}},
		Users: map[string]dialplan.User{"ann": {ID: "ann", Name: "Ann", Phones: []dialplan.Phone{{Number: "+447700900001", Extension: "12", Label: "desk"}}}},
		Teams: map[string]dialplan.Team{"support": {ID: "support", Name: "Support", Tiers: [][]string{{"ann"}}, Emails: []string{"support@example.com"}}},
	}
}

// planOfSize is a dialplan that needs at least this many bytes, however well it is packed.
func planOfSize(lineID string, version int, number e164.Number, bytes int) dialplan.Dialplan {
	d := Plan(lineID, version, number)
	random := rand.NewChaCha8([32]byte{1})
	raw := make([]byte, 500)
	for size := 0; size < bytes; size += len(raw) {
		_, _ = random.Read(raw) // never fails
		id := name("user-%d", size)
		d.Users[id] = dialplan.User{ID: id, Name: hex.EncodeToString(raw)}
	}
	return d
}
