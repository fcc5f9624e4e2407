package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfrontorigins"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// voicemailDays is how long a message is kept. The provider keeps its own copy as long
// (voice API, recordings), and nobody should find a caller's voice after that.
const voicemailDays = 30

// exportDays is how long a file of calls is kept: whoever asked for it fetches it at once.
const exportDays = 1

// addressMilliseconds is the longest life of an address that plays a message, or opens a file of
// calls: the quarter of an hour the listen page asks for (S3 policy keys, s3:signatureAge).
const addressMilliseconds = 15 * 60 * 1000

// addRecordings makes the bucket of messages: private, and outliving the stack.
func (d *deployment) addRecordings() {
	d.recordings = d.bucket("Recordings", []*awss3.LifecycleRule{{
		Id: jsii.String("forget-voicemail"), Prefix: jsii.String(routes.VoicemailPrefix),
		Expiration: awscdk.Duration_Days(jsii.Number(voicemailDays)),
	}, {
		Id: jsii.String("forget-talks"), Prefix: jsii.String(routes.TalkPrefix),
		Expiration: awscdk.Duration_Days(jsii.Number(voicemailDays)),
	}, {
		Id: jsii.String("forget-exports"), Prefix: jsii.String(routes.ExportPrefix),
		Expiration: awscdk.Duration_Days(jsii.Number(exportDays)),
	}, {
		Id: jsii.String("forget-uploads"), Prefix: jsii.String(routes.UploadsPrefix),
		Expiration: awscdk.Duration_Days(jsii.Number(1)), // the prompts made of them are elsewhere
	}}, awscdk.RemovalPolicy_RETAIN)
	// A console's page sends a recording to a signed address; nothing else may be done from a page.
	d.recordings.AddCorsRule(&awss3.CorsRule{
		AllowedMethods: &[]awss3.HttpMethods{awss3.HttpMethods_PUT}, AllowedOrigins: jsii.Strings("*"), AllowedHeaders: jsii.Strings("content-type"),
	})
	// Whatever time a signed address claims for itself, this is the end of it.
	d.recordings.AddToResourcePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Sid: jsii.String("ShortAddresses"), Effect: awsiam.Effect_DENY, Principals: &[]awsiam.IPrincipal{awsiam.NewAnyPrincipal()},
		Actions: jsii.Strings("s3:GetObject"), Resources: jsii.Strings(*d.recordings.ArnForObjects(jsii.String("*"))),
		Conditions: &map[string]any{"NumericGreaterThan": map[string]any{"s3:signatureAge": addressMilliseconds}},
	}))
}

// addPublic makes what must answer while every function and table of ours is down: the
// document for the provider's fallback, and the music, behind CloudFront. The document
// holds a token made with the callback key, which exists only once the stack does, so
// it is uploaded after each deployment (package public says what is in it).
func (d *deployment) addPublic() {
	d.public = d.bucket("Public", nil, awscdk.RemovalPolicy_RETAIN)
	// CloudFront is one service for all regions: the name the CDK would make up is the same in
	// each, and the second region's deployment fails on it.
	access := awscloudfront.NewS3OriginAccessControl(d.Stack, jsii.String("PublicAccess"), &awscloudfront.S3OriginAccessControlProps{
		OriginAccessControlName: d.join(*d.Stack.StackName(), "-", *d.Stack.Region()),
	})
	d.publicOrigin = awscloudfrontorigins.S3BucketOrigin_WithOriginAccessControl(d.public, &awscloudfrontorigins.S3BucketOriginWithOACProps{OriginAccessControl: access})
	d.distribution = awscloudfront.NewDistribution(d.Stack, jsii.String("PublicDistribution"), &awscloudfront.DistributionProps{
		Comment: jsii.String("Ringdown: fallback document, hold music, console and API"),
		DefaultBehavior: &awscloudfront.BehaviorOptions{
			Origin:         d.publicOrigin,
			AllowedMethods: awscloudfront.AllowedMethods_ALLOW_GET_HEAD(),
			// The query of the provider's GET is no part of the key: all callers hear the same.
			CachePolicy:          awscloudfront.CachePolicy_CACHING_OPTIMIZED(),
			ViewerProtocolPolicy: awscloudfront.ViewerProtocolPolicy_HTTPS_ONLY,
		},
	})
}

func (d *deployment) bucket(id string, rules []*awss3.LifecycleRule, removal awscdk.RemovalPolicy) awss3.Bucket {
	props := &awss3.BucketProps{
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		ObjectOwnership:   awss3.ObjectOwnership_BUCKET_OWNER_ENFORCED,
		Encryption:        awss3.BucketEncryption_S3_MANAGED,
		EnforceSSL:        jsii.Bool(true),
		RemovalPolicy:     removal,
	}
	if rules != nil {
		props.LifecycleRules = &rules
	}
	return awss3.NewBucket(d.Stack, &id, props)
}

func (d *deployment) assetsURL() *string {
	return awscdk.Fn_Join(jsii.String(""), jsii.Strings("https://", *d.distribution.DistributionDomainName(), "/assets"))
}

func (d *deployment) fallbackURL() *string {
	return awscdk.Fn_Join(jsii.String(""), jsii.Strings("https://", *d.distribution.DistributionDomainName(), "/"+routes.FallbackKey))
}
