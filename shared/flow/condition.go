package flow

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Operator compares a result with an operand.
type Operator string

// The eight operators of the language (Amazon Connect API reference, flow language, conditions).
const (
	Equals                 Operator = "Equals"
	TextStartsWith         Operator = "TextStartsWith"
	TextEndsWith           Operator = "TextEndsWith"
	TextContains           Operator = "TextContains"
	NumberGreaterThan      Operator = "NumberGreaterThan"
	NumberGreaterOrEqualTo Operator = "NumberGreaterOrEqualTo"
	NumberLessThan         Operator = "NumberLessThan"
	NumberLessOrEqualTo    Operator = "NumberLessOrEqualTo"
)

// OperandCount is how many operands each operator takes. The language's text allows up to ten and
// names no operator that takes more than one.
const OperandCount = 1

// Operators lists them all.
func Operators() []Operator { return slices.Clone(operators) }

var operators = []Operator{Equals, TextStartsWith, TextEndsWith, TextContains,
	NumberGreaterThan, NumberGreaterOrEqualTo, NumberLessThan, NumberLessOrEqualTo}

// Known reports whether the language has the operator.
func (o Operator) Known() bool { return slices.Contains(operators, o) }

// Holds compares value with the one operand. Text is compared exactly, letter case included: the
// reference says so for Equals and is silent on the others. A number operator is false when either
// side is not a number. A condition with another operator or another count of operands never holds.
func (c Condition) Holds(value string) bool {
	if len(c.Operands) != OperandCount || c.nested != nil {
		return false
	}
	operand := c.Operands[0]
	switch c.Operator {
	case Equals:
		return value == operand
	case TextStartsWith:
		return strings.HasPrefix(value, operand)
	case TextEndsWith:
		return strings.HasSuffix(value, operand)
	case TextContains:
		return strings.Contains(value, operand)
	}
	left, ok := number(value)
	right, okRight := number(operand)
	if !ok || !okRight {
		return false
	}
	switch c.Operator {
	case NumberGreaterThan:
		return left > right
	case NumberGreaterOrEqualTo:
		return left >= right
	case NumberLessThan:
		return left < right
	case NumberLessOrEqualTo:
		return left <= right
	}
	return false
}

// Compares reports whether an operand is of the kind that the operator compares: a number, or any
// text.
func (o Operator) Compares(operand string) bool {
	_, ok := number(operand)
	return ok || !strings.HasPrefix(string(o), "Number")
}

// number reads a decimal number. Hexadecimal, infinities and not-a-number are spellings of Go, not
// of the language.
func number(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "xXpP_nNiI") {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil && !math.IsInf(n, 0)
}
