"""A consumer in 60 lines of Python: drains a queue that the producer fills, and keeps the widgets in an S3 bucket.

    producer -rb=requests -rq=requests --message-format json        (or key, or inline without -rb)
    python3 consumer.py requests requests widgets                   QUEUE REQUEST-BUCKET WIDGET-BUCKET

Needs boto3 and credentials; AWS_ENDPOINT_URL leads it to the local cloud. Ends when the queue stays empty. It does one
request after the other and minds no redeliveries and no rivals: the real consumer does.
"""

import json
import sys
import urllib.parse
import boto3

queue, requests, widgets = sys.argv[1:4]
s3, sqs = boto3.client("s3"), boto3.client("sqs")
url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]


def fetch(body):
    """The request of a message and the key of its object, if it has one: inline, {"bucket","key"}, or the bare key."""
    message = json.loads(body) if body.startswith("{") else {"key": body}
    if "widgetId" in message:
        return message, None
    stored = s3.get_object(Bucket=requests, Key=message["key"])["Body"].read()
    return json.loads(stored), message["key"]


def apply(request):
    owner = request["owner"].lower().replace(" ", "-")
    at = {"Bucket": widgets, "Key": f"widgets/{owner}/{urllib.parse.quote(request['widgetId'], safe='')}"}
    if request["type"] == "delete":
        return s3.delete_object(**at)
    if request["type"] == "create":
        widget = {name: request.get(name) for name in ("requestId", "widgetId", "owner", "label", "description")}
        attributes = {}
    else:
        try:
            widget = json.loads(s3.get_object(**at)["Body"].read())
        except s3.exceptions.NoSuchKey:
            return print("no widget to update:", request["widgetId"])
        attributes = {each["name"]: each["value"] for each in widget["otherAttributes"]}
        widget.update({name: request[name] or None for name in ("label", "description") if request.get(name) is not None})
    for each in request.get("otherAttributes") or []:
        attributes[each["name"]] = each["value"]
        if request["type"] == "update" and each["value"] == "":
            del attributes[each["name"]]
    widget["otherAttributes"] = [{"name": name, "value": value} for name, value in attributes.items()]
    s3.put_object(**at, Body=json.dumps(widget), ContentType="application/json")


while messages := sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1, MaxNumberOfMessages=10).get("Messages"):
    for message in messages:
        request, key = fetch(message["Body"])
        apply(request)
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        if key:
            s3.delete_object(Bucket=requests, Key=key)
