package awslocal

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ringdown/shared/awsport"
	"ringdown/shared/routes"
)

const (
	// install is how DynamoDB Local gets onto a machine; `make aws-local` does it.
	install = "npm install --prefix build/dynamodb-local amplify-dynamodb-simulator@2.9.30"
	// emulator is where it then is, from the root of the repository.
	emulator = "build/dynamodb-local/node_modules/amplify-dynamodb-simulator/emulator"
	// startTime is how long it may take to answer; 2 to 9 s were seen.
	startTime = 40 * time.Second
	// startLook is how often it is asked meanwhile.
	startLook = 50 * time.Millisecond
)

// Tables is a running DynamoDB Local.
type Tables struct {
	Endpoint string
	client   *dynamodb.Client
	made     atomic.Int64
}

// StartDynamoDB runs DynamoDB Local until the test ends.
func StartDynamoDB(t testing.TB) *Tables {
	t.Helper()
	java, folder := findDynamoDB(t)
	port, err := freePort()
	if err != nil {
		t.Fatalf("find a port for DynamoDB Local: %v", err)
	}
	command := exec.Command(java, "-Djava.library.path="+filepath.Join(folder, "DynamoDBLocal_lib"), "-XX:+UseSerialGC", "-Xmx256m",
		"-jar", filepath.Join(folder, "DynamoDBLocal.jar"), "-inMemory", "-disableTelemetry", "-port", fmt.Sprint(port))
	command.Dir = t.TempDir()
	var output strings.Builder
	command.Stdout, command.Stderr = &output, &output
	if err := command.Start(); err != nil {
		t.Fatalf("start DynamoDB Local: %v", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	t.Cleanup(func() {
		_ = command.Process.Kill() // it may have ended by itself
		<-ended
	})
	s := &Tables{Endpoint: fmt.Sprintf("http://127.0.0.1:%d", port)}
	s.client = dynamodb.New(dynamodb.Options{
		Region: Region, BaseEndpoint: &s.Endpoint, Credentials: credentials.NewStaticCredentialsProvider(AccessKey, SecretKey, ""),
		DisableValidateResponseChecksum: true, RetryMaxAttempts: 1,
	})
	s.await(t, ended, &output)
	return s
}

// await returns once the engine answers.
func (s *Tables) await(t testing.TB, ended chan error, output *strings.Builder) {
	t.Helper()
	look := time.NewTicker(startLook)
	defer look.Stop()
	ctx, cancel := context.WithTimeout(t.Context(), startTime)
	defer cancel()
	for {
		_, err := s.client.ListTables(ctx, &dynamodb.ListTablesInput{})
		if err == nil {
			return
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("DynamoDB Local ended: %v\n%s", err, output)
		case <-ctx.Done():
			t.Fatalf("DynamoDB Local does not answer after %s: %v", startTime, err)
		case <-look.C:
		}
	}
}

// findDynamoDB skips the test, aloud, where something is not installed; under CI that
// is a failure.
func findDynamoDB(t testing.TB) (java, folder string) {
	t.Helper()
	missing := t.Skipf
	if os.Getenv("CI") != "" {
		missing = t.Fatalf
	}
	java, err := exec.LookPath("java")
	if err != nil {
		missing("DynamoDB Local needs Java, which is not in the path: install a Java runtime, 17 or later")
	}
	root, err := repositoryRoot()
	if err != nil {
		t.Fatal(err)
	}
	folder = filepath.Join(root, emulator)
	if _, err := os.Stat(filepath.Join(folder, "DynamoDBLocal.jar")); err != nil {
		missing("DynamoDB Local is not in %s: run `%s` (needs npm)", emulator, install)
	}
	return java, folder
}

func repositoryRoot() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
		above := filepath.Dir(folder)
		if above == folder {
			return "", fmt.Errorf("no go.mod above %s", folder)
		}
		folder = above
	}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Env makes the tables, empty, and gives an environment that leads to them.
func (s *Tables) Env(t testing.TB) *awsport.Env {
	t.Helper()
	n := s.made.Add(1)
	calls, alerts, settings := fmt.Sprintf("calls-%d", n), fmt.Sprintf("alerts-%d", n), fmt.Sprintf("settings-%d", n)
	s.create(t, calls, awsport.CallsTable)
	s.create(t, alerts, awsport.AlertsTable)
	s.create(t, settings, awsport.SettingsTable)
	return Env(s.Endpoint, map[string]string{routes.EnvCallsTable: calls, routes.EnvAlertsTable: alerts, routes.EnvSettingsTable: settings})
}

// create makes a table by its layout. Nothing expires in it: the engine deletes what is
// over by the wall clock, and the calls of tests are in another time.
func (s *Tables) create(t testing.TB, name string, layout awsport.Table) {
	t.Helper()
	in := &dynamodb.CreateTableInput{TableName: &name, BillingMode: types.BillingModePayPerRequest}
	known := map[string]bool{}
	keys := func(partition, sort string) []types.KeySchemaElement {
		schema := []types.KeySchemaElement{{AttributeName: &partition, KeyType: types.KeyTypeHash}}
		if sort != "" {
			schema = append(schema, types.KeySchemaElement{AttributeName: &sort, KeyType: types.KeyTypeRange})
		}
		for _, k := range schema {
			if !known[*k.AttributeName] {
				known[*k.AttributeName] = true
				in.AttributeDefinitions = append(in.AttributeDefinitions, types.AttributeDefinition{AttributeName: k.AttributeName, AttributeType: types.ScalarAttributeTypeS})
			}
		}
		return schema
	}
	in.KeySchema = keys(layout.Partition, layout.Sort)
	for _, i := range layout.Indexes {
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName: aws.String(i.Name), KeySchema: keys(i.Partition, i.Sort), Projection: &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly},
		})
	}
	if _, err := s.client.CreateTable(t.Context(), in); err != nil {
		t.Fatalf("make table %s: %v", name, err)
	}
}
