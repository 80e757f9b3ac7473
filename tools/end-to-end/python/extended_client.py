"""Sends and receives by amazon-sqs-extended-client, AWS's own library, every payload by way of S3.

    extended_client.py send|receive QUEUE BUCKET

`send` posts three creates and prints their widget ids; `receive` takes and deletes all messages and prints their bodies.
Needs AWS_ENDPOINT_URL and dummy credentials in the environment.
"""

import json
import sys
import uuid

import boto3
import sqs_extended_client  # noqa: F401  (it adds its methods to boto3)

what, queue, bucket = sys.argv[1:4]
sqs = boto3.client("sqs")
sqs.large_payload_support = bucket
sqs.always_through_s3 = True
sqs.delete_payload_from_s3 = True
url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]

printed = []
if what == "send":
    for _ in range(3):
        widget = str(uuid.uuid4())
        body = {"type": "create", "requestId": str(uuid.uuid4()), "widgetId": widget, "owner": "Sue Smith"}
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(body))
        printed.append(widget)
else:
    while messages := sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            printed.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
json.dump(printed, sys.stdout)
