package check

import (
	"cmp"
	"slices"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// Spec describes one action type: enough to check an action, to list it in a table, and to say whether it runs here.
type Spec struct {
	Type     string
	Category Category
	Summary  string // one sentence

	Parameters []Parameter
	OneOf      []OneOf // parameters that exclude each other
	Open       bool    // parameters not listed are tolerated, because the reference itself is incomplete

	Results []Results   // what the action's conditions may compare; the first whose When holds applies; none: no conditions
	Errors  []ErrorRule // the error branches it has

	Terminal  bool // nothing follows
	Leaves    bool // success leaves this flow, so NextAction may be absent
	Waiting   bool // it takes time: a caller hears something or is waited for, so a loop through it is not a spin
	Extension bool // not Amazon's: added by this product

	Maps        string // how it is carried out on the phone provider, for the table
	Unsupported string // why it cannot run here; "" when it can
	ByBot       bool   // it runs where the settings stand in for its bot all the same
}

// Category is the page of the language's reference that an action type stands on.
type Category string

// The four categories.
const (
	flowControl  Category = "flow control"
	participants Category = "participant"
	contacts     Category = "contact"
	interactions Category = "interaction"
)

// Reference says where attribute paths may stand in a parameter.
type Reference uint8

// Static: nowhere. Single: the whole value may be one path. Anywhere: paths may stand inside the text. Only: the whole
// value must be one path.
const (
	Static Reference = iota
	Single
	Anywhere
	Only
)

// Shape says what a parameter's value looks like.
type Shape uint8

// The shapes. From Words on they are lists and objects.
const (
	Text     Shape = iota // up to Max characters when Max is set
	Integer               // Min to Max; no upper bound when Max is 0
	Flag                  // True or False in any letter case
	Choice                // one of Values
	Phone                 // E.164 with its plus sign
	Keys                  // up to Max characters of Values[0]
	Words                 // a list of scalars, each one of Values when there are any
	Map                   // an object of scalars: names and values of the author's choosing
	ValueMap              // an object of {"Value": scalar}
	Free                  // any JSON
)

// Parameter describes one parameter. Names are dotted for nested objects, and "[]" marks the elements of a list:
// "Messages[].Text".
type Parameter struct {
	Name      string
	Required  bool
	Shape     Shape
	Min, Max  int
	Usual     int // above this it works, or may not: a warning
	Values    []string
	Reference Reference
	Meaning   string // with its unit
	Unread    Unread
}

// Unread says of a parameter that package play does not read it. The zero Unread is of one that is read; a
// test holds all of them against the code that runs actions.
type Unread struct {
	Why      string           // what happens instead
	Unless   string           // the value that asks for what happens anyway, and is no finding
	Severity problem.Severity // of the finding: an Error where a caller would live through something else than was written; "" where nobody misses anything
}

// OneOf names parameters of which at most one may be given; Presence says whether one must be. In is the object, or the
// list of objects ("Messages[]"), that the names are looked up in; "" is the parameters themselves.
type OneOf struct {
	In       string
	Names    []string
	Presence Presence
	When     When
}

// When restricts a rule to actions whose parameter at Path equals Value (letter case aside), or has any value when
// Value is "". Not turns it round. The zero When always holds.
type When struct {
	Path, Value string
	Not         bool
}

// Results describes what an action gives its conditions to compare.
type Results struct {
	When      When
	Operators []flow.Operator // none: the action takes no conditions
	Values    []string        // operands allowed; none: any operand
	Required  []string        // operands that must each have a condition
}

// Presence says how an error branch stands to an action type.
type Presence uint8

// Required: the service refuses the action without it. Expected: the reference asks for it, yet published flows lack
// it. Optional: may be there. Refused: the service refuses the action with it.
const (
	Required Presence = iota
	Expected
	Optional
	Refused
)

// ErrorRule reports whether an action has an error branch.
type ErrorRule struct {
	Type     string
	Presence Presence
	When     When
}

// Catalog is a set of Specs by Type.
type Catalog struct {
	specs map[string]Spec
	bots  func(name string) bool // nil: none is known
}

// newCatalog makes a catalogue; of two Specs with the same Type the later one counts.
func newCatalog(specs ...Spec) Catalog {
	c := Catalog{specs: make(map[string]Spec, len(specs))}
	for _, s := range specs {
		c.specs[s.Type] = s
	}
	return c
}

// Spec finds the description of a type.
func (c Catalog) Spec(actionType string) (Spec, bool) {
	s, ok := c.specs[actionType]
	return s, ok
}

// Specs lists all descriptions by category and type.
func (c Catalog) Specs() []Spec {
	all := make([]Spec, 0, len(c.specs))
	for _, s := range c.specs {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Spec) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.Type, b.Type))
	})
	return all
}
