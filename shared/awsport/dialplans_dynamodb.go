package awsport

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Dialplans = (*Dialplans)(nil)

// Dialplans keeps dialplans in the settings table. A line has an item for each version
// and one that says which is current; each of its numbers has one with the whole current dialplan,
// so that a call begins with a single read.
type Dialplans struct {
	client *dynamodb.Client
	table  string
}

// The attributes of these items.
const (
	planBody    = "plan" // gzipped JSON
	planLine    = "line"
	planVersion = "version"
	planNumber  = "number" // of a line in service
	planMore    = "more"   // its further numbers, one after the other
	planDigest  = "digest" // of its content; "" where Publish wrote it
	currentSort = "current"

	linesPartition = "lines"
)

// NewDialplans needs SETTINGS_TABLE.
func NewDialplans(e *Env) *Dialplans {
	return &Dialplans{client: dynamodb.NewFromConfig(e.Config(quickAttempt), withoutChecksum), table: e.Need(routes.EnvSettingsTable)}
}

// lineKey: all lines stand in one partition, in the order of their ids, to be listed.
func lineKey(lineID string) item {
	return item{partitionKey: str(linesPartition), sortKey: str(lineID)}
}

func versionKey(lineID string, version int) item {
	return item{partitionKey: str("line#" + lineID), sortKey: str(fmt.Sprintf("dialplan#%010d", version))}
}

func numberKey(number e164.Number) item {
	return item{partitionKey: str("number#" + string(number)), sortKey: str(currentSort)}
}

// ByNumber reads the current dialplan of a number.
func (d *Dialplans) ByNumber(ctx context.Context, number e164.Number) (dialplan.Dialplan, error) {
	plan, err := d.read(ctx, numberKey(number))
	if err != nil {
		return dialplan.Dialplan{}, fmt.Errorf("dialplan of number %s: %w", number.Redacted(), err)
	}
	return plan, nil
}

// ByVersion reads one version of a line's dialplan.
func (d *Dialplans) ByVersion(ctx context.Context, lineID string, version int) (dialplan.Dialplan, error) {
	plan, err := d.read(ctx, versionKey(lineID, version))
	if err != nil {
		return dialplan.Dialplan{}, fmt.Errorf("dialplan %d of line %s: %w", version, lineID, err)
	}
	return plan, nil
}

func (d *Dialplans) read(ctx context.Context, key item) (dialplan.Dialplan, error) {
	i, err := d.get(ctx, key)
	if err != nil {
		return dialplan.Dialplan{}, err
	}
	packed, ok := i[planBody].(*types.AttributeValueMemberB)
	if !ok {
		return dialplan.Dialplan{}, port.ErrNotFound
	}
	return unpack(packed.Value)
}

// Lines gives the latest version of every line.
func (d *Dialplans) Lines(ctx context.Context) ([]port.LineVersion, error) {
	var lines []port.LineVersion
	query := &dynamodb.QueryInput{
		TableName: &d.table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("pk = :lines"),
		ExpressionAttributeValues: item{":lines": str(linesPartition)},
	}
	for {
		out, err := d.client.Query(ctx, query)
		if err != nil {
			return nil, fmt.Errorf("list the lines: %w", Explain(err))
		}
		for _, i := range out.Items {
			lines = append(lines, port.LineVersion{
				Line: readStr(i, sortKey), Version: readNum(i, planVersion), Numbers: numbersOf(i), Digest: readStr(i, planDigest),
			})
		}
		if len(out.LastEvaluatedKey) == 0 {
			return lines, nil
		}
		query.ExclusiveStartKey = out.LastEvaluatedKey
	}
}

func (d *Dialplans) get(ctx context.Context, key item) (item, error) {
	out, err := d.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &d.table, Key: key, ConsistentRead: aws.Bool(true)})
	if err != nil {
		return nil, Explain(err)
	}
	return out.Item, nil
}

// Publish stores a dialplan and makes it current, all of it or nothing. A number that
// another line has in service is refused: withdraw that line first.
func (d *Dialplans) Publish(ctx context.Context, plan dialplan.Dialplan) error {
	attempt := fmt.Sprintf("publish dialplan %d of line %s", plan.Version, plan.Line)
	packed, err := pack(plan)
	if err != nil {
		return fmt.Errorf("%s: %w", attempt, err)
	}
	current, err := d.get(ctx, lineKey(plan.Line))
	if err != nil {
		return fmt.Errorf("%s: read the current one: %w", attempt, err)
	}
	if plan.Version < 1 || readNum(current, planVersion) != plan.Version-1 {
		return fmt.Errorf("%s: the current one is %d: %w", attempt, readNum(current, planVersion), port.ErrConflict)
	}
	body := &types.AttributeValueMemberB{Value: packed}
	version, before := num(int64(plan.Version)), num(int64(plan.Version)-1)
	head := d.put(lineKey(plan.Line), numbersItem(version, plan.Numbers()), "attribute_not_exists(pk)", nil)
	if plan.Version > 1 {
		head.Put.ConditionExpression, head.Put.ExpressionAttributeValues = aws.String("version = :before"), item{":before": before}
	}
	writes := []types.TransactWriteItem{
		head, d.put(versionKey(plan.Line, plan.Version), item{planBody: body}, "attribute_not_exists(pk)", nil),
	}
	for _, n := range plan.Numbers() {
		number := d.put(numberKey(n), item{planBody: body, planLine: str(plan.Line), planVersion: version},
			"attribute_not_exists(pk) OR #line = :line", item{":line": str(plan.Line)})
		number.Put.ExpressionAttributeNames = map[string]string{"#line": planLine}
		writes = append(writes, number)
	}
	for _, old := range numbersOf(current) {
		if !slices.Contains(plan.Numbers(), old) {
			writes = append(writes, d.giveUp(old, plan.Line))
		}
	}
	if err := d.transact(ctx, writes, len(plan.Numbers())); err != nil {
		return fmt.Errorf("%s: %w", attempt, err)
	}
	return nil
}

// numbersItem is what the current item of a line says.
func numbersItem(version types.AttributeValue, numbers []e164.Number) item {
	i := item{planVersion: version, planNumber: str(string(numbers[0]))}
	if len(numbers) > 1 {
		var more []string
		for _, n := range numbers[1:] {
			more = append(more, string(n))
		}
		i[planMore] = str(strings.Join(more, " "))
	}
	return i
}

// numbersOf are the numbers in service by the current item of a line.
func numbersOf(current item) (numbers []e164.Number) {
	for _, n := range strings.Fields(readStr(current, planNumber) + " " + readStr(current, planMore)) {
		numbers = append(numbers, e164.Number(n))
	}
	return numbers
}

// Withdraw takes a line's numbers out of service.
func (d *Dialplans) Withdraw(ctx context.Context, lineID string, version int) error {
	attempt := fmt.Sprintf("withdraw dialplan %d of line %s", version, lineID)
	current, err := d.get(ctx, lineKey(lineID))
	if err != nil {
		return fmt.Errorf("%s: read the current one: %w", attempt, err)
	}
	numbers := numbersOf(current)
	if len(numbers) == 0 || readNum(current, planVersion) != version {
		return fmt.Errorf("%s: %w", attempt, port.ErrConflict)
	}
	head := d.put(lineKey(lineID), item{planVersion: num(int64(version))}, "version = :version AND attribute_exists(#number)", item{":version": num(int64(version))})
	head.Put.ExpressionAttributeNames = map[string]string{"#number": planNumber}
	writes := []types.TransactWriteItem{head}
	for _, n := range numbers {
		writes = append(writes, d.giveUp(n, lineID))
	}
	if err := d.transact(ctx, writes, 0); err != nil {
		return fmt.Errorf("%s: %w", attempt, err)
	}
	return nil
}

// put writes the item under a key, if the condition holds.
func (d *Dialplans) put(key, attributes item, condition string, values item) types.TransactWriteItem {
	maps.Copy(key, attributes)
	return types.TransactWriteItem{Put: &types.Put{
		TableName: &d.table, Item: key, ConditionExpression: &condition, ExpressionAttributeValues: values,
	}}
}

// giveUp takes a number from its line.
func (d *Dialplans) giveUp(number e164.Number, lineID string) types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{
		TableName: &d.table, Key: numberKey(number), ConditionExpression: aws.String("#line = :line"),
		ExpressionAttributeNames: map[string]string{"#line": planLine}, ExpressionAttributeValues: item{":line": str(lineID)},
	}}
}

// transact writes all or nothing. Numbers says how many writes after the first two take a number.
func (d *Dialplans) transact(ctx context.Context, writes []types.TransactWriteItem, numbers int) error {
	return d.transactAll(ctx, writes, func(i int) bool { return i >= 2 && i < 2+numbers })
}

// transactAll writes all or nothing. The SDK names each transaction, so one whose answer was lost
// and that is tried again is not done twice (TransactWriteItems, ClientRequestToken). TakesNumber
// says of a write that it takes a number, which another line may have.
func (d *Dialplans) transactAll(ctx context.Context, writes []types.TransactWriteItem, takesNumber func(write int) bool) error {
	_, err := d.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
	var cancelled *types.TransactionCanceledException
	if !errors.As(err, &cancelled) {
		return Explain(err)
	}
	var codes []string
	for _, r := range cancelled.CancellationReasons {
		codes = append(codes, aws.ToString(r.Code))
	}
	return cancellation(codes, takesNumber)
}

// cancellation says what the reasons of a transaction's cancellation mean: if only writes that take
// a number failed, another line has one.
func cancellation(codes []string, takesNumber func(write int) bool) error {
	const conditionFailed, conflict = "ConditionalCheckFailed", "TransactionConflict"
	if slices.Contains(codes, conflict) {
		return port.ErrConflict
	}
	for i, code := range codes {
		if code == conditionFailed && !takesNumber(i) {
			return port.ErrConflict
		}
	}
	switch {
	case slices.Contains(codes, conditionFailed):
		return fmt.Errorf("another line has a number of it; withdraw it there first: %w", port.ErrRefused)
	case slices.Contains(codes, "ThrottlingError"), slices.Contains(codes, "ProvisionedThroughputExceeded"):
		return port.ErrThrottled
	}
	return fmt.Errorf("transaction cancelled, %v: %w", codes, port.ErrRefused)
}
