package stack

import (
	"slices"
	"strings"
	"testing"

	"ringdown/shared/awsport"
)

func TestTablesOutliveMistakes(t *testing.T) {
	for id, r := range resources(t, "AWS::DynamoDB::Table") {
		p := r["Properties"].(object)
		for what, got := range map[string]any{
			"point-in-time recovery": at(p, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"),
			"deletion protection":    p["DeletionProtectionEnabled"],
			"billing on demand":      p["BillingMode"] == "PAY_PER_REQUEST",
			"retained":               r["DeletionPolicy"] == "Retain" && r["UpdateReplacePolicy"] == "Retain",
		} {
			if got != true {
				t.Errorf("table %s: %s is %v, want it on", id, what, got)
			}
		}
	}
}

func TestTablesAreLaidOutAsTheAdaptersReadThem(t *testing.T) {
	for name, want := range map[string]awsport.Table{"Calls": awsport.CallsTable, "AlertRecords": awsport.AlertsTable, "Settings": awsport.SettingsTable} {
		_, p := named(t, "AWS::DynamoDB::Table", name)
		if got := keys(t, p["KeySchema"]); !slices.Equal(got, schema(want.Partition, want.Sort)) {
			t.Errorf("%s has the key %v, want %v", name, got, schema(want.Partition, want.Sort))
		}
		if got, _ := at(p, "TimeToLiveSpecification", "AttributeName").(string); got != want.Expires {
			t.Errorf("%s expires by %q, want %q", name, got, want.Expires)
		}
		indexes := map[string][]string{}
		if p["GlobalSecondaryIndexes"] != nil {
			for _, i := range list(p["GlobalSecondaryIndexes"]) {
				indexes[render(t, at(i, "IndexName"))] = keys(t, at(i, "KeySchema"))
				if at(i, "Projection", "ProjectionType") != "KEYS_ONLY" {
					t.Errorf("index %s carries %v, want keys only", at(i, "IndexName"), at(i, "Projection", "ProjectionType"))
				}
			}
		}
		for _, i := range want.Indexes {
			if got := indexes[i.Name]; !slices.Equal(got, schema(i.Partition, i.Sort)) {
				t.Errorf("index %s of %s has the key %v, want %v", i.Name, name, got, schema(i.Partition, i.Sort))
			}
		}
		if len(indexes) != len(want.Indexes) {
			t.Errorf("%s has %d indexes, want %d", name, len(indexes), len(want.Indexes))
		}
		for _, a := range list(p["AttributeDefinitions"]) {
			if at(a, "AttributeType") != "S" {
				t.Errorf("key %v of %s is no string", at(a, "AttributeName"), name)
			}
		}
	}
}

func keys(t *testing.T, v any) []string {
	t.Helper()
	var out []string
	for _, k := range list(v) {
		out = append(out, render(t, at(k, "KeyType"))+" "+render(t, at(k, "AttributeName")))
	}
	return out
}

func schema(partition, sort string) []string {
	out := []string{"HASH " + partition}
	if sort != "" {
		out = append(out, "RANGE "+sort)
	}
	return out
}

func TestBucketsAreClosed(t *testing.T) {
	for id, r := range resources(t, "AWS::S3::Bucket") {
		p := r["Properties"].(object)
		if got := render(t, p["PublicAccessBlockConfiguration"]); got != `{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}` {
			t.Errorf("bucket %s blocks of public access only %s", id, got)
		}
		if !strings.Contains(render(t, p["BucketEncryption"]), `"SSEAlgorithm":"AES256"`) {
			t.Errorf("bucket %s is not encrypted: %v", id, p["BucketEncryption"])
		}
		if r["DeletionPolicy"] != "Retain" {
			t.Errorf("bucket %s goes with the stack", id)
		}
		tlsOnly(t, "AWS::S3::BucketPolicy", id)
	}
}

func TestVoicemailIsForgottenAfterThirtyDays(t *testing.T) {
	_, p := named(t, "AWS::S3::Bucket", "Recordings")
	want := `[{"ExpirationInDays":30,"Id":"forget-voicemail","Prefix":"voicemail/","Status":"Enabled"},` +
		`{"ExpirationInDays":30,"Id":"forget-talks","Prefix":"talk/","Status":"Enabled"},` +
		`{"ExpirationInDays":1,"Id":"forget-exports","Prefix":"export/","Status":"Enabled"},` + // what is held has no rule
		`{"ExpirationInDays":1,"Id":"forget-uploads","Prefix":"uploads/","Status":"Enabled"}]`
	if got := render(t, at(p, "LifecycleConfiguration", "Rules")); got != want {
		t.Errorf("lifecycle %s, want %s", got, want)
	}
}

func TestSignedAddressesOfMessagesDieInAQuarterOfAnHour(t *testing.T) {
	if policies := policiesOn(t, "AWS::S3::BucketPolicy", "Recordings"); !strings.Contains(policies, `"NumericGreaterThan":{"s3:signatureAge":900000}`) {
		t.Errorf("no limit of the signature's age in %s", policies)
	}
}

func TestFallbackIsServedByCloudFrontAlone(t *testing.T) {
	distribution, p := named(t, "AWS::CloudFront::Distribution", "PublicDistribution")
	behaviour := at(p, "DistributionConfig", "DefaultCacheBehavior")
	for key, want := range map[string]string{
		"AllowedMethods": `["GET","HEAD"]`, "ViewerProtocolPolicy": "https-only",
		"CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6", // Managed-CachingOptimized (CloudFront guide, managed cache policies)
	} {
		if got := render(t, at(behaviour, key)); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	if !strings.Contains(render(t, at(p, "DistributionConfig", "Origins")), "OriginAccessControlId") {
		t.Error("the distribution reads the bucket without origin access control")
	}
	policies := policiesOn(t, "AWS::S3::BucketPolicy", "Public")
	if strings.Count(policies, `"Effect":"Allow"`) != 1 || !strings.Contains(policies, `:distribution/",{"Ref":"`+distribution+`"}`) {
		t.Errorf("somebody besides the distribution reads the public bucket: %s", policies)
	}
}

// tlsOnly fails where a resource does not refuse what comes without TLS.
func tlsOnly(t *testing.T, kind, id string) {
	t.Helper()
	if p := policiesOn(t, kind, id); !strings.Contains(p, `"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"`) {
		t.Errorf("%s takes requests without TLS: %s", id, p)
	}
}

// policiesOn gives the statements about a resource, as text.
func policiesOn(t *testing.T, kind, id string) string {
	t.Helper()
	var out []string
	for _, r := range resources(t, kind) {
		p := r["Properties"].(object)
		for _, target := range []any{p["Bucket"], p["Queues"], p["Topics"]} {
			if strings.Contains(render(t, target), `{"Ref":"`+id) {
				out = append(out, render(t, at(p, "PolicyDocument", "Statement")))
			}
		}
	}
	return strings.Join(out, "\n")
}
