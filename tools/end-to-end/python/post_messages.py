"""Posts a create for each format of message that a consumer reads, with boto3 as anybody would, and prints what it posted.

    post_messages.py QUEUE BUCKET        needs AWS_ENDPOINT_URL and dummy credentials in the environment

Prints one JSON object: the format's name for each widget id. The S3 event notifications, the SNS envelopes and the
EventBridge events are those of the AWS documentation, around objects that this script stores.
"""

import json
import sys
import time
import urllib.parse
import uuid

import boto3

queue, bucket = sys.argv[1:3]
s3, sqs = boto3.client("s3"), boto3.client("sqs")
url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
posted, pairs = {}, 0


def request(name):
    widget = str(uuid.uuid4())
    posted[widget] = name
    body = {"type": "create", "requestId": str(uuid.uuid4()), "widgetId": widget, "owner": "Sue Smith", "label": name}
    return json.dumps(body)


def stored(name, key=None):
    global pairs
    pairs += 1
    key = key or str(1_700_000_000_000 + pairs)
    s3.put_object(Bucket=bucket, Key=key, Body=request(name).encode())
    return key


def post(body, **attributes):
    values = {name: {"DataType": kind, "StringValue": value} for name, (kind, value) in attributes.items()}
    sqs.send_message(QueueUrl=url, MessageBody=body, MessageAttributes=values)


def extended(class_name, name, **attributes):
    post(json.dumps([class_name, {"s3BucketName": bucket, "s3Key": stored(name)}]), **attributes)


def record(key, event="ObjectCreated:Put", version="2.1"):
    return {
        "eventVersion": version,
        "eventSource": "aws:s3",
        "awsRegion": "us-east-1",
        "eventTime": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "eventName": event,
        "userIdentity": {"principalId": "EXAMPLE"},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "requests",
            "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
            "object": {"key": urllib.parse.quote_plus(key, safe="/"), "size": 1, "sequencer": "0A1B2C3D4E5F678901"},
        },
    }


def notification(*records):
    return json.dumps({"Records": list(records)})


def envelope(message):
    return json.dumps(
        {
            "Type": "Notification",
            "MessageId": str(uuid.uuid4()),
            "TopicArn": "arn:aws:sns:us-east-1:123456789012:requests",
            "Message": message,
            "Timestamp": "2026-01-01T00:00:00.000Z",
            "SignatureVersion": "1",
        }
    )


post(request("inline"))
post(json.dumps({"bucket": bucket, "key": stored("json")}))
post(stored("bare key"))
post(" " + stored("number with a space"))
post(json.dumps(stored("key in a JSON string")))
post(json.dumps(request("request in a JSON string")))
extended("software.amazon.payloadoffloading.PayloadS3Pointer", "extended", ExtendedPayloadSize=("Number", "200"))
extended("com.amazon.sqs.javamessaging.MessageS3Pointer", "extended, old", SQSLargePayloadSize=("Number", "200"))
extended("software.amazon.payloadoffloading.PayloadS3Pointer", "extended, no attribute")
post(notification(record(stored("notification", "folder/a b+é%.json"))))
post(notification(record(stored("notification 2.3"), version="2.3")))
post(
    notification(
        record(stored("first record")), record("gone", "ObjectRemoved:Delete"), record(stored("second record"), "ObjectCreated:Copy")
    )
)
post(json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": bucket}))
post(envelope(request("SNS around a request")))
post(envelope(notification(record(stored("SNS around a notification")))))
post(
    json.dumps(
        {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": "Object Created",
            "source": "aws.s3",
            "detail": {"bucket": {"name": bucket}, "object": {"key": stored("EventBridge", "a+b%20c")}, "reason": "PutObject"},
        }
    )
)
json.dump(posted, sys.stdout)
