"""Lists and reads the widgets that a consumer stored, with boto3 as anybody would, and prints them as JSON.

Needs AWS_ENDPOINT_URL and dummy credentials in the environment, nothing else. Then makes, lists and empties a bucket and
a queue, and makes, scans and drops a table, as a teacher's scripts do.
"""

import json
import sys

import boto3

bucket, table = sys.argv[1:3]
s3, sqs, dynamodb = boto3.client("s3"), boto3.client("sqs"), boto3.client("dynamodb")

objects = {}
for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="widgets/"):
    for entry in page.get("Contents", []):
        body = s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
        objects[entry["Key"]] = json.loads(body)

items = [
    {name: value["S"] for name, value in item.items() if "S" in value}  # all but the bookkeeping
    for page in dynamodb.get_paginator("scan").paginate(TableName=table)
    for item in page["Items"]
]

s3.create_bucket(Bucket="from-python")
for number in range(3):
    s3.put_object(Bucket="from-python", Key=f"key {number}", Body=b"x")
boto3.resource("s3").Bucket("from-python").objects.all().delete()
left = s3.list_objects_v2(Bucket="from-python")["KeyCount"]
buckets = [entry["Name"] for entry in s3.list_buckets()["Buckets"]]
s3.delete_bucket(Bucket="from-python")

queue = sqs.create_queue(QueueName="from-python")["QueueUrl"]
sqs.send_message(QueueUrl=queue, MessageBody="hello")
message = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1)["Messages"][0]
sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
sqs.send_message(QueueUrl=queue, MessageBody="left over")
sqs.purge_queue(QueueUrl=queue)
names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
counts = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
queues = [url.rsplit("/", 1)[-1] for url in sqs.list_queues()["QueueUrls"]]
sqs.delete_queue(QueueUrl=queue)

dynamodb.create_table(
    TableName="from-python",
    AttributeDefinitions=[{"AttributeName": "widget_id", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "widget_id", "KeyType": "HASH"}],
    BillingMode="PAY_PER_REQUEST",
)
dynamodb.get_waiter("table_exists").wait(TableName="from-python", WaiterConfig={"Delay": 1})
dynamodb.put_item(TableName="from-python", Item={"widget_id": {"S": "w"}})
scanned = dynamodb.scan(TableName="from-python")["Count"]
dynamodb.delete_table(TableName="from-python")

json.dump(
    {
        "objects": objects,
        "items": items,
        "bucket": {"left": left, "listed": "from-python" in buckets},
        "queue": {"body": message["Body"], "counts": counts, "listed": "from-python" in queues},
        "table": {"scanned": scanned, "listed": "from-python" in dynamodb.list_tables()["TableNames"]},
    },
    sys.stdout,
)
